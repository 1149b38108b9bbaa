#pragma once

#include <QWidget>

namespace stampede::ui {

class Session;

/// The playhead's time, in digits that keep their places.
class Clock : public QWidget {
    Q_OBJECT

public:
    explicit Clock(Session& session, QWidget* parent = nullptr);
    QString text() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Session& session_;
};

}  // namespace stampede::ui
