#pragma once

#include <QWidget>

namespace stampede::ui {

/// A line of text that ends in "…" where it does not fit, with a remark behind it in small.
class ElidingLabel : public QWidget {
    Q_OBJECT

public:
    explicit ElidingLabel(QWidget* parent = nullptr);

    void setText(const QString& text, const QString& remark = {});
    QString text() const { return text_; }
    QString remark() const { return remark_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString text_, remark_;
};

}  // namespace stampede::ui
