#pragma once

#include <QWidget>

#include "core/analysis/moment.h"

namespace stampede::ui {

class Session;
class TextRows;

/// What holds at the playhead, in one sentence; the words that name the cause lead there, and calls can be
/// selected. While a question is open it says nothing.
class StoryStrip : public QWidget {
    Q_OBJECT

public:
    explicit StoryStrip(Session& session, QWidget* parent = nullptr);

    QString sentence() const;
    bool hasCause() const { return moment_.cause.has_value(); }
    /// Playhead and selection go to what brought it about. Nothing where it has no cause.
    void goToCause();
    /// Below the pictures, in the middle, as a subtitle stands.
    void setSubtitle(bool on);

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void arrange();

    Session& session_;
    TextRows* rows_ = nullptr;
    Moment moment_;
    bool subtitle_ = false;
};

}  // namespace stampede::ui
