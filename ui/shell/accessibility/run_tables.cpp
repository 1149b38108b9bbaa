#include "ui/shell/accessibility/run_tables.h"

#include "core/analysis/now.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"

#include <algorithm>
#include <climits>
#include <numeric>

namespace stampede::ui {

namespace {

QString outcomeText(Outcome outcome)
{
    switch (outcome) {
    case Outcome::none: return RequestTable::tr("not ended");
    case Outcome::fresh: return RequestTable::tr("served fresh");
    case Outcome::stale: return RequestTable::tr("served stale");
    case Outcome::loaded: return RequestTable::tr("loaded it");
    case Outcome::shared: return RequestTable::tr("shared a load");
    case Outcome::failed: return RequestTable::tr("failed");
    }
    return {};
}

std::int64_t keyOf(const Run& run, int column, std::uint32_t lane)
{
    const Lanes& lanes = run.timeline.lanes;
    switch (column) {
    case RequestTable::arrived: return lanes.arrived[lane].time_since_epoch().count();
    case RequestTable::outcome: return std::int64_t(lanes.outcome[lane]);
    case RequestTable::latency: return length_of(lanes, lane).count();
    case RequestTable::instance: return run.recording->requests[lane].instance;
    case RequestTable::waited: return waited_of(lanes, lane).count();
    default: return lane;
    }
}

/// Those that are alike stay in order of arrival, in both directions.
std::vector<std::uint32_t> sortedLanes(const Run& run, int column, Qt::SortOrder direction)
{
    const std::uint32_t n = run.timeline.lanes.requests;
    std::vector<std::int64_t> keys(n);
    for (std::uint32_t lane = 0; lane < n; ++lane) keys[lane] = keyOf(run, column, lane);
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    const bool up = direction == Qt::AscendingOrder;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return up ? keys[a] < keys[b] : keys[b] < keys[a];
    });
    return order;
}

}  // namespace

void RunTable::show(const RunPtr& run)
{
    beginResetModel();
    run_ = run;
    endResetModel();
}

QVariant RunTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) return titles()[section];
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QVariant RunTable::data(const QModelIndex& index, int role) const
{
    if (role == Qt::DisplayRole) return text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QString RunTable::time(Instant t) const
{
    return clockText(t, run_->content().length());
}

QString RunTable::callText(CallId call) const
{
    if (call.is_nobody()) return QString(QChar(0x2013));
    return call.is_request() ? tr("request %1").arg(countText(call.number()))
                             : tr("refresh %1").arg(countText(call.number()));
}

RequestTable::RequestTable(QObject* parent) : RunTable(parent), batch_(Batch::Urgency::soon) {}

void RequestTable::show(const RunPtr& run)
{
    batch_.stop();
    order_.clear();
    RunTable::show(run);
    if (column_ != number || direction_ != Qt::AscendingOrder) sort(column_, direction_);
}

void RequestTable::sort(int column, Qt::SortOrder direction)
{
    column_ = column;
    direction_ = direction;
    if (!run_) return;
    batch_.start({[this, run = run_, column, direction](const std::stop_token& stop) -> Batch::Deliver {
        auto order = std::make_shared<std::vector<std::uint32_t>>(sortedLanes(*run, column, direction));
        if (stop.stop_requested()) return {};
        return [this, run, order] {
            if (run != run_) return;
            emit layoutAboutToBeChanged();
            order_ = std::move(*order);
            emit layoutChanged();
            emit sorted();
        };
    }});
}

int RequestTable::rowOf(CallId request) const
{
    const std::uint32_t lane = request.number() - 1;
    if (order_.empty()) return int(lane);
    return int(std::find(order_.begin(), order_.end(), lane) - order_.begin());
}

QStringList RequestTable::titles() const
{
    return {tr("Request"), tr("Arrived"), tr("Outcome"), tr("Latency"), tr("Instance"), tr("Waited")};
}

QString RequestTable::text(int row, int column) const
{
    const Lanes& lanes = run_->timeline.lanes;
    const std::uint32_t l = lane(row);
    switch (column) {
    case number: return countText(l + 1);
    case arrived: return time(lanes.arrived[l]);
    case outcome: return outcomeText(lanes.outcome[l]);
    case latency:
        return toldTime("call.length", length_of(lanes, l), ofRun(run_->scenario, lanes.call(l).raw()));
    case instance: return QString::number(run_->recording->requests[l].instance + 1);
    case waited:
        return toldTime("call.waited", waited_of(lanes, l), ofRun(run_->scenario, lanes.call(l).raw()));
    default: return {};
    }
}

QStringList MarkTable::titles() const
{
    return {tr("Time"), tr("What"), tr("Whose doing")};
}

QString MarkTable::text(int row, int column) const
{
    const Marker& m = run_->timeline.markers[std::size_t(row)];
    if (column == 0) return time(m.at);
    if (column == 2) return callText(m.call);
    const auto& changes = run_->recording->changes;
    if (m.kind != Marker::Kind::setting_changed || m.key >= changes.size()) return markerText(m.kind);
    return tr("%1: %2 = %3")
        .arg(markerText(m.kind), QString::fromStdString(changes[m.key].path),
             QString::fromStdString(changes[m.key].value));
}

/// A view counts rows with an int.
int EventTable::rowCount(const QModelIndex&) const
{
    return run_ ? int(std::min<std::size_t>(run_->recording->events.size(), INT_MAX)) : 0;
}

QStringList EventTable::titles() const
{
    return {tr("Time"), tr("Event"), tr("Whose"), tr("Key"), tr("Instance")};
}

QString EventTable::text(int row, int column) const
{
    const Recording& r = *run_->recording;
    const Event& e = r.events[std::size_t(row)];
    switch (column) {
    case 0: return time(e.at);
    case 1: return QString::fromLatin1(name(e.what())).replace(u'_', u' ');
    case 2: return callText(e.call);
    case 3: return e.call.is_nobody() ? QString() : QString::fromStdString(r.key_name(r.call(e.call).key));
    case 4: return e.call.is_nobody() ? QString() : QString::number(r.call(e.call).instance + 1);
    default: return {};
    }
}

}  // namespace stampede::ui
