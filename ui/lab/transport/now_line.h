#pragma once

#include <QWidget>

namespace stampede::ui {

class Session;

/// What happens at the playhead, in words: the current event, or the last one and how long ago that was.
class NowLine : public QWidget {
    Q_OBJECT

public:
    explicit NowLine(Session& session, QWidget* parent = nullptr);

    QString text() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Session& session_;
};

}  // namespace stampede::ui
