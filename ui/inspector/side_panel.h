#pragma once

#include <QScrollArea>

#include "ui/inspector/state_model.h"
#include "ui/inspector/story.h"

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace stampede::ui {

class Session;

/// The right side: how things stand at the playhead, and the story of the selected request. What is still to come is muted.
class SidePanel : public QScrollArea {
    Q_OBJECT

public:
    explicit SidePanel(Session& session, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QLabel* left = nullptr;
        QLabel* right = nullptr;
    };

    void build();
    void showState();
    void tellStory();
    void showStory(std::vector<StoryLine> story);
    void showPlayhead();
    Row addRow(QGridLayout* grid, int row, const QString& left, const QString& right);

    Session& session_;
    QLabel* stateTitle_ = nullptr;
    QLabel* storyTitle_ = nullptr;
    QLabel* hint_ = nullptr;
    QGridLayout* stateGrid_ = nullptr;
    QGridLayout* storyGrid_ = nullptr;
    std::vector<Row> stateRows_, storyRows_;
    std::vector<StateLine> state_;
    std::vector<StoryLine> story_;
    int asked_ = 0;          ///< counts the stories asked for: only the newest is shown
    std::size_t told_ = 0;   ///< lines of the story that the playhead has passed
};

}  // namespace stampede::ui
