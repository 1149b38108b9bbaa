#include "ui/session/markers.h"

#include <QCoreApplication>

#include <algorithm>

namespace stampede::ui {

namespace {

bool earlier(const Marker& m, Instant t)
{
    return m.at < t;
}
bool later(Instant t, const Marker& m)
{
    return t < m.at;
}

}  // namespace

const std::vector<Marker::Kind>& pausableKinds()
{
    using enum Marker::Kind;
    static const std::vector<Marker::Kind> kinds{expiry,    first_miss,          lock_taken,
                                                 lock_lost, first_early_refresh, duplicate_load,
                                                 pool_full, instance_killed,     fault};
    return kinds;
}

QString markerText(Marker::Kind kind)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("Markers", text); };
    switch (kind) {
    case Marker::Kind::expiry: return tr("the entry expires");
    case Marker::Kind::first_miss: return tr("first miss");
    case Marker::Kind::lock_taken: return tr("lock taken");
    case Marker::Kind::lock_lost: return tr("lock lost");
    case Marker::Kind::first_early_refresh: return tr("first early refresh");
    case Marker::Kind::duplicate_load: return tr("duplicate load");
    case Marker::Kind::pool_full: return tr("connection pool full");
    case Marker::Kind::instance_killed: return tr("instance killed");
    case Marker::Kind::fault: return tr("fault");
    case Marker::Kind::setting_changed: return tr("setting changed");
    }
    return {};
}

QString markerWord(Marker::Kind kind)
{
    switch (kind) {
    case Marker::Kind::expiry: return QStringLiteral("expiry");
    case Marker::Kind::first_miss: return QStringLiteral("first-miss");
    case Marker::Kind::lock_taken: return QStringLiteral("lock-taken");
    case Marker::Kind::lock_lost: return QStringLiteral("lock-lost");
    case Marker::Kind::first_early_refresh: return QStringLiteral("early-refresh");
    case Marker::Kind::duplicate_load: return QStringLiteral("duplicate-load");
    case Marker::Kind::pool_full: return QStringLiteral("pool-full");
    case Marker::Kind::instance_killed: return QStringLiteral("instance-killed");
    case Marker::Kind::fault: return QStringLiteral("fault");
    case Marker::Kind::setting_changed: return QStringLiteral("setting-changed");
    }
    return {};
}

const Marker* markerAfter(const Timeline& timeline, Instant after, Instant until, const MarkerKinds& kinds)
{
    const auto& markers = timeline.markers;
    for (auto m = std::upper_bound(markers.begin(), markers.end(), after, later);
         m != markers.end() && m->at <= until; ++m)
        if (kinds.empty() || kinds.contains(m->kind)) return &*m;
    return nullptr;
}

const Marker* markerBefore(const Timeline& timeline, Instant before, const MarkerKinds& kinds)
{
    const auto& markers = timeline.markers;
    for (auto m = std::lower_bound(markers.begin(), markers.end(), before, earlier); m != markers.begin();)
        if (--m; kinds.empty() || kinds.contains(m->kind)) return &*m;
    return nullptr;
}

}  // namespace stampede::ui
