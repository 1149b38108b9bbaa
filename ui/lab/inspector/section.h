#pragma once

#include <QWidget>

#include "ui/lab/inspector/laid_rows.h"

#include <vector>

namespace stampede::ui {

class FoldTitle;
class TextRows;

/// A caption that folds what stands below it, and remembers that.
class Section : public QWidget {
    Q_OBJECT

public:
    /// `id`: under which it is remembered.
    Section(const QString& id, const QString& title, TextRows* rows, QWidget* parent = nullptr);

    TextRows* rows() const { return rows_; }
    FoldTitle* title() const { return title_; }
    void setTitle(const QString& title);
    bool isOpen() const;
    /// Lays itself out for this width and says how high it is then. At once: rows follow the playhead, and a
    /// layout that took several turns of the event loop would be seen.
    int arrange(int width);

signals:
    void toggled();

private:
    FoldTitle* title_ = nullptr;
    TextRows* rows_ = nullptr;
};

/// The sections of the inspector, one below the other. Lays itself out when it is told how wide it may be.
class SectionColumn : public QWidget {
    Q_OBJECT

public:
    explicit SectionColumn(QWidget* parent = nullptr);

    Section *state, *story, *code, *why, *next;
    std::vector<Section*> all() const { return {state, story, code, why, next}; }
    void arrange(int width);

signals:
    /// What is shown, or its height, has changed.
    void toggled();
    void heightChanged();

private:
    Section* add(const char* id, const QString& title, RowsLook look);

    bool arranging_ = false;
};

}  // namespace stampede::ui
