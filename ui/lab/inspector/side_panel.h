#pragma once

#include <QWidget>

#include "ui/lab/inspector/call_reader.h"
#include "ui/lab/inspector/call_rows.h"
#include "ui/lab/inspector/suggestions.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/session/views/context.h"

#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;

namespace stampede::ui {

class RequestFinder;
class SectionColumn;
class Session;

/// The inspector: how things stand at the playhead; the story of the selected call, where it is in the
/// strategy, and why; what to try next. All follows the playhead and the selection. What a question hides it
/// hides as well.
class SidePanel : public QWidget {
    Q_OBJECT

public:
    explicit SidePanel(const Context& context, QWidget* parent = nullptr);
    QSize sizeHint() const override;

    /// Nothing of the newest selection is still being read on a worker.
    bool settled() const { return !reader_.busy(); }
    RequestFinder* finder() const { return finder_; }
    TextRows* state() const;
    TextRows* story() const;
    TextRows* code() const;
    TextRows* why() const;
    TextRows* suggestions() const;

signals:
    void closeAsked();
    void settledNow();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void showEvent(QShowEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    QWidget* makeHeader();
    void connectSections();
    void connectRows(TextRows* rows);
    void arrangeSizes();
    void arrangePage();
    void takeRun();
    void takeSelection();
    void takeReading();
    void follow();
    void showState(const Run& run);
    void showCall();
    void showWhy(const Run& run);
    void showSuggestions(const Run& run);
    void showMask();

    const Context& context_;
    Session& session_;
    RequestFinder* finder_ = nullptr;
    QPushButton* close_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    QLabel* masked_ = nullptr;
    SectionColumn* sections_ = nullptr;
    CallReader reader_;
    StoryRows storyRows_;
    CodeRows codeRows_;
    std::vector<Suggestion> suggested_;
};

}  // namespace stampede::ui
