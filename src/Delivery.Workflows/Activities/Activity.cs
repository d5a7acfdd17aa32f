using System.Text.Json.Nodes;

namespace Delivery.Workflows;

/// <summary>
/// The behaviour of one activity type. One object serves every execution on every thread: whatever an execution must remember belongs in
/// <see cref="ActivityContext.Properties"/>.
/// </summary>
public abstract class Activity
{
    /// <summary>What the type is called and what it takes and gives.</summary>
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>
    /// Whether inputs are evaluated again before <see cref="Resume"/>, as Elsa does. When false they are evaluated only if asked for.
    /// </summary>
    public virtual bool EvaluatesInputsOnResume => true;

    /// <summary>
    /// Runs the activity. It goes on when it calls <see cref="ActivityContext.Complete(string[])"/>, waits when it created a bookmark,
    /// and faults when it throws.
    /// </summary>
    public abstract void Execute(ActivityContext context);

    /// <summary>One of the activity's bookmarks was met; <see cref="ActivityContext.ResumedBookmark"/> says which.</summary>
    public virtual void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Complete();
    }

    /// <summary>A child that this activity scheduled has completed.</summary>
    public virtual void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Complete();
    }

    /// <summary>A child that this activity scheduled was cancelled by something else than this activity's own end.</summary>
    public virtual void ChildCanceled(ActivityContext context, ChildCompletion child)
    {
    }

    /// <summary>The stimuli that start a new instance at this activity when it is marked as a start of its workflow.</summary>
    public virtual IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context) => [];

    /// <summary>A child that this activity cancelled itself has ended only now, since undos had to run inside it.</summary>
    internal virtual void ChildGone(ActivityContext context)
    {
    }

    /// <summary>A Break inside: says whether it goes no further outwards.</summary>
    internal virtual bool Break(ActivityContext context) => false;

    /// <summary>Children that are neither in <c>activities</c> nor in a port, in an order of the type's own; null keeps a place empty.</summary>
    internal virtual IEnumerable<JsonObject?> Parts(JsonObject json) => [];

    /// <summary>What it evaluates beside its inputs, each with a name for people.</summary>
    internal virtual IEnumerable<(string Name, Expressions.Expression Expression)> FurtherExpressions(Graph.Node node) => [];

    /// <summary>Prepares what the type needs at every execution of a node, once, when the definition is compiled.</summary>
    internal virtual object? Compile(Graph.Node node, Expressions.ExpressionCompiler expressions) => null;
}
