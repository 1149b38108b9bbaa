#pragma once

#include <QAbstractButton>

namespace stampede::ui {

/// A dot that says "changed" and resets when clicked.
class ResetDot : public QAbstractButton {
    Q_OBJECT

public:
    explicit ResetDot(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
};

/// An on–off switch.
class Switch : public QAbstractButton {
    Q_OBJECT

public:
    explicit Switch(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
};

/// The title of a group: a chevron and a caption; checked while the group is open.
class FoldTitle : public QAbstractButton {
    Q_OBJECT

public:
    explicit FoldTitle(const QString& title, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /// "2 changed", said while the group is folded.
    void setNote(const QString& note);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString note_;
};

}  // namespace stampede::ui
