#pragma once

#include <QtTest>

#include "core/world/live_world.h"
#include "core/world/world.h"

namespace stampede::test {

/// The rows of a test that holds in both worlds, and a run in the one of its row.
inline void both_worlds()
{
    QTest::addColumn<QString>("world");
    QTest::newRow("simulated") << "simulated";
    QTest::newRow("live") << "live";
}
inline RecordingPtr run_in_its_world(const Scenario& s)
{
    QFETCH(QString, world);
    return world == QStringLiteral("live") ? run_live(s, "live") : simulate(s);
}

}  // namespace stampede::test
