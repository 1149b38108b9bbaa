#pragma once

#include <QObject>

#include "core/analysis/range_figures.h"
#include "ui/session/session.h"

#include <optional>
#include <stop_token>

namespace stampede::ui {

/// The figures of the selected range, worked out beside the window's thread; the newest range wins, and until
/// its figures are there those before stay.
class RangeMeter : public QObject {
    Q_OBJECT

public:
    explicit RangeMeter(Session& session);
    ~RangeMeter() override;

    /// None while no range is selected, or before its first figures are there.
    const std::optional<RangeFigures>& figures() const { return figures_; }
    bool measuring() const { return measuring_; }

signals:
    void changed();

private:
    void follow();
    void measure();

    Session& session_;
    std::optional<RangeFigures> figures_;
    bool measuring_ = false, again_ = false;
    std::stop_source stop_;
};

}  // namespace stampede::ui
