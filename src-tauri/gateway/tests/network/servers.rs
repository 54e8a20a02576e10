//! Real servers on 127.0.0.1: TLS with certificates of its own, an HTTP proxy, a SOCKS5 proxy.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// A certificate authority that no system trusts.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        Self { issuer }
    }

    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// Speaks for 127.0.0.1 and offers these protocols (ALPN).
    pub fn offering(&self, protocols: &[&str]) -> TlsAcceptor {
        let mut config = ServerConfig::clone(&self.config("127.0.0.1"));
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        TlsAcceptor::from(Arc::new(config))
    }

    fn config(&self, host: &str) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Arc::new(config)
    }
}

/// What a server was sent, request by request, heads only.
pub type Seen = Arc<Mutex<Vec<String>>>;

/// A TLS server for `host` that answers every request on a connection with `status` and a list of one model, or with a
/// short answer to a chat.
pub async fn tls(authority: &Authority, host: &str, status: &'static str) -> (SocketAddr, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (acceptor, seen) = (TlsAcceptor::from(authority.config(host)), Seen::default());
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (acceptor, log) = (acceptor.clone(), Arc::clone(&log));
            tokio::spawn(async move {
                if let Ok(secure) = acceptor.accept(socket).await {
                    answer(secure, status, &log).await;
                }
            });
        }
    });
    (address, seen)
}

async fn answer(mut socket: impl AsyncRead + AsyncWrite + Unpin, status: &str, seen: &Seen) {
    let Some(head) = read_head(&mut socket).await else { return };
    let body = match head.starts_with("GET") {
        true => r#"{"data":[{"id":"gpt-4o"}]}"#,
        false => r#"{"choices":[{"message":{"content":"through"}}]}"#,
    };
    seen.lock().unwrap().push(head);
    let reply =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    let _client_is_gone = socket.write_all(reply.as_bytes()).await;
    let _client_is_gone = socket.shutdown().await;
}

/// Reads up to the blank line.
pub async fn read_head(socket: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).unwrap())
}

/// An HTTP proxy that leads every `CONNECT` to `target`; with `credentials` (as base64), to those who give them only.
pub async fn http_proxy(target: SocketAddr, credentials: Option<&'static str>) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                let Some(head) = read_head(&mut socket).await else { return };
                let is_welcome = credentials.is_none_or(|wanted| head.contains(&format!("Basic {wanted}")));
                log.lock().unwrap().push(head);
                let reply: &[u8] = match is_welcome {
                    true => b"HTTP/1.1 200 Connection established\r\n\r\n",
                    false => b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
                };
                if socket.write_all(reply).await.is_ok() && is_welcome {
                    lead(socket, target).await;
                }
            });
        }
    });
    (url, seen)
}

/// A SOCKS5 proxy (RFC 1928, 1929) that leads everything to `target`, for one user only.
pub async fn socks_proxy(target: SocketAddr, user: &'static str, password: &'static str) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("socks5://{}", listener.local_addr().unwrap());
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                let _refused = socks(socket, target, (user, password), &log).await;
            });
        }
    });
    (url, seen)
}

async fn socks(
    mut socket: TcpStream,
    target: SocketAddr,
    (user, password): (&str, &str),
    seen: &Seen,
) -> std::io::Result<()> {
    let _version = socket.read_u8().await?;
    let methods = read_counted(&mut socket).await?;
    if !methods.contains(&2) {
        return socket.write_all(&[5, 0xFF]).await;
    }
    socket.write_all(&[5, 2]).await?;
    let _version = socket.read_u8().await?;
    let given = (read_counted(&mut socket).await?, read_counted(&mut socket).await?);
    let is_welcome = given == (user.into(), password.into());
    socket.write_all(&[1, u8::from(!is_welcome)]).await?;
    if !is_welcome {
        return Ok(());
    }
    let mut asked = [0; 4];
    socket.read_exact(&mut asked).await?;
    // Only names are asked for: the proxy looks them up.
    assert_eq!(asked, [5, 1, 0, 3]);
    let name = String::from_utf8(read_counted(&mut socket).await?).unwrap();
    let port = socket.read_u16().await?;
    seen.lock().unwrap().push(format!("{name}:{port}"));
    socket.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    lead(socket, target).await;
    Ok(())
}

async fn read_counted(socket: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::from(socket.read_u8().await?)];
    socket.read_exact(&mut bytes).await?;
    Ok(bytes)
}

async fn lead(mut from: TcpStream, target: SocketAddr) {
    if let Ok(mut to) = TcpStream::connect(target).await {
        let _either_is_gone = copy_bidirectional(&mut from, &mut to).await;
    }
}

/// The address of a port that nobody listens on.
pub async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}
