#pragma once

#include <QWidget>

class QLineEdit;
class QTextBrowser;

namespace stampede::ui {

/// The whole glossary with a search: a sentence for each word, and links among them.
class GlossaryPage : public QWidget {
    Q_OBJECT

public:
    explicit GlossaryPage(QWidget* parent = nullptr);

    /// Shows the word, whatever was searched for.
    void goTo(const QString& id);

signals:
    void leaving();  ///< Escape, with nothing to search for

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();

    QLineEdit* search_ = nullptr;
    QTextBrowser* list_ = nullptr;
};

}  // namespace stampede::ui
