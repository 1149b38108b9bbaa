#pragma once

#include <QAbstractButton>

namespace stampede::ui {

/// One of several answers: its key, its text on as many lines as it takes. Checked while it is the one that
/// was chosen; after the reveal it says whether it is right and whether it was one's own.
class ChoiceButton : public QAbstractButton {
    Q_OBJECT

public:
    ChoiceButton(int key, const QString& text, QWidget* parent = nullptr);

    enum class Truth { hidden, right, wrong };
    void setTruth(Truth truth, bool own);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString note() const;
    QRect textRect(int width, int height) const;

    int key_;
    Truth truth_ = Truth::hidden;
    bool own_ = false;
};

}  // namespace stampede::ui
