//! Which kinds of diagrams are drawn, and how large they may be: a date, a span or a scale can ask for a drawing of any
//! size, or for a loop without end, in a line.
//!
//! Invariant: what an author sets for the look or the measures of a drawing is taken away; what is left is bounded
//! before anything is laid out, and does not depend on the day on which it is drawn.

use mermaid_svg::Diagram;
use mermaid_svg::ast::{BlockItem, GanttDiagram, TaskEnd, TaskStart, XyAxisKind};

const MAX_EDGES: usize = 200;
const MAX_ITEMS: usize = 300;
/// Of numbers on a scale.
const LARGEST: f64 = 1e12;
/// Of a plan, from the first year to the last.
const MAX_YEARS: u32 = 30;
/// Of all tasks of a plan together.
const MAX_DAYS: f64 = 8000.0;
const MAX_BITS: u32 = 1024;
const MAX_COLUMNS: usize = 20;

/// The diagram within the bounds; `None` for one beyond them and for what stays source: `C4` and arrows to a state that
/// holds others, whose labels cover what lies between, and `sankey`, `treemap` and `architecture`, whose colours and icons
/// are made for one of light and dark.
pub(super) fn bounded(mut diagram: Diagram) -> Option<Diagram> {
    let (edges, items) = match &mut diagram {
        Diagram::Flowchart(chart) => (chart.edges.len().max(chart.nodes.len()), 0),
        Diagram::State(chart) => {
            let is_composite = |id: &str| chart.composites.iter().any(|composite| composite.id == id);
            if chart.transitions.iter().any(|one| is_composite(&one.from) || is_composite(&one.to)) {
                return None;
            }
            (chart.transitions.len(), 0)
        }
        Diagram::Class(chart) => (chart.relations.len(), 0),
        Diagram::Er(chart) => (chart.relations.len(), 0),
        Diagram::Sequence(chart) => (chart.participants.len(), 0),
        Diagram::Requirement(chart) => {
            chart.class_defs.clear();
            chart.node_styles.clear();
            (chart.relations.len().max(chart.requirements.len() + chart.elements.len()), 0)
        }
        Diagram::Kanban(board) => {
            board.ticket_base_url = None;
            (0, board.columns.iter().map(|column| column.tasks.len() + 1).sum())
        }
        Diagram::Block(blocks) => {
            blocks.class_defs.clear();
            if blocks.columns.is_some_and(|columns| columns > MAX_COLUMNS) {
                return None;
            }
            blocks_within(&mut blocks.items)?
        }
        Diagram::Gantt(plan) => (0, plan_within(plan)?),
        Diagram::Quadrant(chart) => {
            chart.classes.clear();
            (chart.chart_width, chart.chart_height, chart.point_radius) = (None, None, None);
            for point in &mut chart.points {
                if !(0.0..=1.0).contains(&point.x) || !(0.0..=1.0).contains(&point.y) {
                    return None;
                }
                (point.radius, point.color, point.class_name) = (None, None, None);
                (point.stroke_color, point.stroke_width) = (None, None);
            }
            (0, chart.points.len())
        }
        Diagram::XyChart(chart) => {
            (chart.width, chart.height) = (None, None);
            chart.plot_color_palette.clear();
            let axes = chart.x_axis.iter().chain(&chart.y_axis);
            let ends = axes.flat_map(|axis| match axis.kind {
                XyAxisKind::Range { min, max } => [min, max],
                _ => [0.0, 0.0],
            });
            let values = chart.series.iter().flat_map(|series| series.values.iter().copied());
            if !ends.chain(values).all(is_on_a_scale) {
                return None;
            }
            let labels = chart.x_axis.as_ref().map_or(0, |axis| match &axis.kind {
                XyAxisKind::Categories(labels) => labels.len(),
                _ => 0,
            });
            (0, labels + chart.series.iter().map(|series| series.values.len()).sum::<usize>())
        }
        Diagram::Packet(packet) => {
            packet.config = mermaid_svg::ast::PacketConfig::default();
            if packet.fields.iter().any(|field| field.end >= MAX_BITS || field.start > field.end) {
                return None;
            }
            (0, packet.fields.len())
        }
        Diagram::Radar(chart) => {
            (chart.width, chart.height, chart.axis_scale_factor, chart.curve_tension) =
                (None, None, None, None);
            (chart.margin_top, chart.margin_bottom) = (None, None);
            (chart.margin_left, chart.margin_right) = (None, None);
            // The crate keeps the quotes.
            chart.title = chart.title.take().map(|title| title.trim_matches('"').to_owned());
            chart.ticks = chart.ticks.map(|ticks| ticks.clamp(1, 20));
            let ends = chart.min.iter().chain(&chart.max).copied();
            let values = chart.curves.iter().flat_map(|curve| curve.values.iter().copied());
            if !ends.chain(values).all(is_on_a_scale) {
                return None;
            }
            (0, chart.axes.len() * chart.curves.len().max(1))
        }
        Diagram::Pie(_) | Diagram::Mindmap(_) | Diagram::Journey(_) | Diagram::Timeline(_) => (0, 0),
        Diagram::GitGraph(_) => (0, 0),
        _ => return None,
    };
    (edges <= MAX_EDGES && items <= MAX_ITEMS).then_some(diagram)
}

fn is_on_a_scale(value: f64) -> bool {
    value.is_finite() && value.abs() <= LARGEST
}

/// How many edges and items there are.
fn blocks_within(items: &mut [BlockItem]) -> Option<(usize, usize)> {
    let (mut edges, mut count) = (0, items.len());
    for item in items {
        let span = match item {
            BlockItem::Block(block) => {
                block.style.clear();
                block.span
            }
            BlockItem::Group(group) => {
                let (inner_edges, inner_count) = blocks_within(&mut group.items)?;
                (edges, count) = (edges + inner_edges, count + inner_count);
                group.span.max(group.columns.unwrap_or(0))
            }
            BlockItem::Space(span) => *span,
            BlockItem::Edge(_) => {
                edges += 1;
                0
            }
            _ => return None,
        };
        if span > MAX_COLUMNS {
            return None;
        }
    }
    Some((edges, count))
}

/// How many tasks there are.
fn plan_within(plan: &mut GanttDiagram) -> Option<usize> {
    plan.today_marker = Some("off".to_owned());
    let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    let excluded = |name: &&str| plan.excludes.iter().any(|day| day.trim().eq_ignore_ascii_case(name));
    // With no day left a task would never end.
    if days.iter().filter(|day| excluded(day)).count() > 4 || plan.excludes.len() > 40 {
        return None;
    }
    let tasks = || plan.sections.iter().flat_map(|section| &section.tasks);
    let (mut years, mut length, mut is_dated) = (Vec::new(), 0.0, None);
    for (n, task) in tasks().enumerate() {
        let mut dates = Vec::new();
        match &task.start {
            TaskStart::Date(date) => dates.push(date),
            _ if n == 0 => is_dated = Some(false),
            _ => {}
        }
        match &task.end {
            TaskEnd::Date(date) => dates.push(date),
            TaskEnd::Duration(days) if days.is_finite() && *days >= 0.0 => length += days,
            TaskEnd::Duration(_) => return None,
            _ => length += 1.0,
        }
        for date in dates {
            let year = year_of(date)?;
            // Dates with a year and times without one are an age apart.
            if *is_dated.get_or_insert(year.is_some()) != year.is_some() {
                return None;
            }
            years.extend(year);
        }
    }
    let span = years.iter().max().zip(years.iter().min()).map_or(0, |(last, first)| last - first);
    (span <= MAX_YEARS && length <= MAX_DAYS).then(|| tasks().count())
}

/// The year that a date names with four digits, if it does; `None` if its numbers are those of no date.
fn year_of(date: &str) -> Option<Option<u32>> {
    let mut year = None;
    for number in date.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()) {
        match number.len() {
            4 if year.is_none() => {
                year = Some(number.parse().ok().filter(|year| (1000..3000).contains(year))?)
            }
            1..=3 => {}
            _ => return None,
        }
    }
    Some(year)
}
