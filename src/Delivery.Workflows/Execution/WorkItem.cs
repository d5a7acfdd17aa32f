using System.Text.Json.Nodes;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;

namespace Delivery.Workflows.Execution;

/// <summary>Something the current burst still has to run: a new execution of <see cref="Node"/>, or the resumption of an existing one.</summary>
internal sealed class WorkItem
{
    public required Node Node { get; init; }

    /// <summary>The container that scheduled it; none for the workflow itself.</summary>
    public ActivityExecution? Owner { get; init; }

    public ActivityExecution? Scheduler { get; init; }

    public string? Tag { get; init; }

    /// <summary>Variables of the new execution's own, by name.</summary>
    public Dictionary<string, JsonNode?>? Variables { get; init; }

    /// <summary>Its owner has thought better of it.</summary>
    public bool IsDropped { get; set; }

    public ActivityExecution? Existing { get; init; }

    public BookmarkResumption? Resumption { get; init; }

    public Bookmark? Bookmark { get; init; }

    public Node? LostTo { get; set; }

    /// <summary>What the new execution undoes.</summary>
    public RegisteredUndo? Undo { get; init; }
}
