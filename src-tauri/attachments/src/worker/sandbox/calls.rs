//! The system calls that the worker is left with; every other one fails with "operation not permitted".
//!
//! Invariant: none of them reaches the network or another process, starts a program, or opens a file for writing.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{
    BackendError, BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, apply_filter,
};

/// With whatever arguments: memory, threads, time, what is open already, and looking up names and folders.
const ALLOWED: [c_long; 72] = [
    libc::SYS_brk,
    libc::SYS_clock_getres,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_clone3,
    libc::SYS_close,
    libc::SYS_dup,
    libc::SYS_dup3,
    libc::SYS_epoll_create1,
    libc::SYS_epoll_ctl,
    libc::SYS_epoll_pwait,
    libc::SYS_eventfd2,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_fadvise64,
    libc::SYS_fcntl,
    libc::SYS_fstat,
    libc::SYS_fstatfs,
    libc::SYS_futex,
    libc::SYS_get_robust_list,
    libc::SYS_getcwd,
    libc::SYS_getdents64,
    libc::SYS_getegid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_getrandom,
    libc::SYS_getrusage,
    libc::SYS_gettid,
    libc::SYS_gettimeofday,
    libc::SYS_getuid,
    libc::SYS_lseek,
    libc::SYS_madvise,
    libc::SYS_membarrier,
    libc::SYS_mincore,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_newfstatat,
    libc::SYS_pipe2,
    libc::SYS_ppoll,
    libc::SYS_pread64,
    libc::SYS_pselect6,
    libc::SYS_read,
    libc::SYS_readlinkat,
    libc::SYS_readv,
    libc::SYS_restart_syscall,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_get_priority_max,
    libc::SYS_sched_get_priority_min,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_getattr,
    libc::SYS_sched_getparam,
    libc::SYS_sched_getscheduler,
    libc::SYS_sched_yield,
    libc::SYS_set_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_sigaltstack,
    libc::SYS_statfs,
    libc::SYS_statx,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    libc::SYS_write,
    libc::SYS_writev,
];
/// The older names of some, which only this architecture has.
#[cfg(target_arch = "x86_64")]
const ALLOWED_HERE: [c_long; 7] = [
    libc::SYS_access,
    libc::SYS_epoll_wait,
    libc::SYS_lstat,
    libc::SYS_poll,
    libc::SYS_readlink,
    libc::SYS_stat,
    libc::SYS_time,
];
#[cfg(not(target_arch = "x86_64"))]
const ALLOWED_HERE: [c_long; 0] = [];

/// Leaves this process with these calls.
///
/// # Errors
/// What the kernel says, or that this architecture is not known.
pub(super) fn limit() -> Result<(), Error> {
    let architecture: TargetArch = std::env::consts::ARCH.try_into()?;
    let unconditional = ALLOWED.into_iter().chain(ALLOWED_HERE).map(|call| (call, Vec::new()));
    let mut allowed: BTreeMap<c_long, Vec<SeccompRule>> = unconditional.collect();
    let writing = u64::try_from(libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC).unwrap_or(u64::MAX);
    let thread = u64::try_from(libc::CLONE_THREAD).unwrap_or_default();
    let own_name = u64::try_from(libc::PR_SET_NAME).unwrap_or_default();
    allowed.insert(libc::SYS_openat, vec![masked(2, writing, 0)?]);
    #[cfg(target_arch = "x86_64")]
    allowed.insert(libc::SYS_open, vec![masked(1, writing, 0)?]);
    allowed.insert(libc::SYS_clone, vec![masked(0, thread, thread)?]);
    allowed.insert(libc::SYS_prctl, vec![masked(0, u64::MAX, own_name)?]);
    // Reading limits; none is set.
    allowed.insert(libc::SYS_prlimit64, vec![masked(2, u64::MAX, 0)?]);
    let permission = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let only = SeccompFilter::new(allowed, permission, SeccompAction::Allow, architecture)?;
    // What it would start stands in memory, where no filter can look; told that there is no such call, the C library
    // takes the other one.
    let missing = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let unknown = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    let older = SeccompFilter::new(unknown, SeccompAction::Allow, missing, architecture)?;
    for filter in [older, only] {
        let program: BpfProgram = filter.try_into()?;
        apply_filter(&program)?;
    }
    Ok(())
}

/// Holds if argument `index` has this value where the mask has ones.
fn masked(index: u8, mask: u64, value: u64) -> Result<SeccompRule, BackendError> {
    let operator = SeccompCmpOp::MaskedEq(mask);
    SeccompRule::new(vec![SeccompCondition::new(index, SeccompCmpArgLen::Qword, operator, value)?])
}
