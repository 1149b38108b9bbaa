#pragma once

#include <QTextBrowser>

namespace stampede::ui {

/// Text of a lesson: Markdown without HTML, pictures or files, as high as it needs to be. `[[term]]` and
/// `[[term|word]]` lead to the glossary; other links open only after a click that shows their address.
class LessonText : public QTextBrowser {
    Q_OBJECT

public:
    explicit LessonText(QWidget* parent = nullptr);

    void setText(const QString& markdown);
    /// What is shown, without marks.
    QString plain() const { return toPlainText(); }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void open(const QUrl& link);
    void dressCode();
    void dressTables();
};

/// The text with its glossary links as links of Markdown.
QString withGlossaryLinks(const QString& markdown);

}  // namespace stampede::ui
