#pragma once

#include <QLineEdit>

#include "ui/session/session.h"

#include <optional>

namespace stampede::ui {

/// What a person types to find a call: "417", "1 000", "r417", "refresh 3", "f3", "slowest". Nothing when it
/// names none of the run.
std::optional<CallId> callFrom(const QString& text, const Run& run);
/// The request that took longest; of equals the first. Nobody when there is none.
CallId slowestRequest(const Run& run);

/// Selects a call and sees to it that it can be seen: the tracks show its time, large enough, and the
/// playhead stands within its life, where it spends most of it.
void showCall(Session& session, CallId call);

/// A field for a request's number. Return shows it; up and down go to its neighbours.
class RequestFinder : public QLineEdit {
    Q_OBJECT

public:
    explicit RequestFinder(Session& session, QWidget* parent = nullptr);

    /// Takes the focus, ready for a number.
    void start();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void find();
    void step(int by);
    void setWrong(const QString& sentence);

    Session& session_;
};

}  // namespace stampede::ui
