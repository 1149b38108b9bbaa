#pragma once

#include <QWidget>

#include "core/analysis/explanation.h"
#include "core/analysis/pseudo_code.h"
#include "ui/lab/inspector/suggestions.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/session/views/desk.h"

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;

namespace stampede::ui {

class RequestFinder;
class Section;
class Session;

/// The inspector: how things stand at the playhead; the story of the selected call, where it is in the
/// strategy, and why; what to try next. All follows the playhead and the selection. What a question hides it
/// hides as well.
class SidePanel : public QWidget {
    Q_OBJECT

public:
    explicit SidePanel(const Desk& desk, QWidget* parent = nullptr);
    QSize sizeHint() const override;

    /// Nothing of the newest selection is still being read on a worker.
    bool settled() const;
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
    /// What is told of one call: read from the recording once, on a worker where that takes long.
    struct Told;
    static std::shared_ptr<const Told> tell(const RunPtr& run, CallId call);

    QWidget* makeHeader();
    QWidget* makePage();
    void connectRows(TextRows* rows);
    void arrangeSizes();
    void arrangePage();
    void takeRun();
    void takeSelection();
    void takeTold(std::shared_ptr<const Told> told);
    void follow();
    void showState(const Run& run);
    void writeStory(const Run& run);
    void showStory();
    void showCode();
    void showWhy(const Run& run);
    void showSuggestions(const Run& run);
    void showCallIfAny(CallId call);
    void showMask();

    const Desk& desk_;
    Session& session_;
    RequestFinder* finder_ = nullptr;
    QPushButton* close_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    QLabel* masked_ = nullptr;
    Section *state_ = nullptr, *story_ = nullptr, *code_ = nullptr, *why_ = nullptr, *try_ = nullptr;
    std::shared_ptr<const Told> told_;
    Code written_;                               ///< the strategy of the run
    std::vector<TextRow> storyRows_, codeRows_;  ///< as nothing of it has happened
    std::size_t shownStory_ = SIZE_MAX;          ///< lines of the story that are shown as past
    bool shownExactly_ = false;                  ///< the newest of them is at the playhead
    std::optional<CodeWalk::Place> shownPlace_;
    std::vector<Suggestion> suggested_;
    bool arranging_ = false;
    int asked_ = 0;  ///< counts what was asked to be told: only the newest is shown
    bool reading_ = false;
};

}  // namespace stampede::ui
