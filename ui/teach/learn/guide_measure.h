#pragma once

#include <QObject>

#include "core/analysis/metrics.h"
#include "core/scenario/scenario.h"
#include "ui/session/batch/batch.h"
#include "ui/session/views/context.h"

#include <map>
#include <string>

namespace stampede::ui {

/// What each named strategy would do to the scenario that the person is working on: one run each, in the
/// background.
class GuideMeasure : public QObject {
    Q_OBJECT

public:
    explicit GuideMeasure(const Context& context, QObject* parent = nullptr);

    struct Measured {
        Scenario scenario;
        Metrics metrics;
    };
    /// nullptr until it is known.
    const Measured* of(const std::string& strategy) const;
    bool settled() const { return !batch_.busy(); }

signals:
    void arrived(const QString& strategy);
    void settledNow();

private:
    void start();

    Context context_;
    Batch batch_;
    std::map<std::string, Measured> measured_;
};

}  // namespace stampede::ui
