#pragma once

#include <QLabel>

namespace stampede::ui {

class Session;
struct Run;

/// Says in words why the newest run could not be made, until one can; and what the server of a live run did,
/// while that run is shown.
class TroubleBar : public QLabel {
    Q_OBJECT

public:
    explicit TroubleBar(Session& session, QWidget* parent = nullptr);

private:
    static QString troubleOf(const Run* run);
    void say(const QString& sentence);
};

}  // namespace stampede::ui
