using System.Text.Json.Nodes;
using Delivery.Workflows.Execution;

namespace Delivery.Workflows.Activities;

/// <summary>
/// Runs its body and leaves its undo with the scope it is in. The undo runs in an execution of the same activity with a tag of its own, so
/// that retries, the journal and incidents name the step.
/// </summary>
internal sealed class CompensableStep : Activity
{
    public const string Undo = "Undo";

    /// <summary>Tells an execution that undoes from one that does.</summary>
    public const string UndoTag = "undo";

    private const string Body = "Body";
    private const string UndoFrom = "UndoFrom";
    private const string Start = "Start";
    private const string Remember = "Remember";
    private const string Attempts = "UndoAttempts";
    private const string Delay = "UndoDelay";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Delivery.CompensableStep",
        DisplayName = "Compensable step",
        Category = Describe.Compensation,
        Description = "Does something that can be undone. Its undo runs if the compensation scope around it fails, is cancelled or compensates.",
        Icon = "undo",
        Inputs =
        [
            Describe.Choice(
                UndoFrom,
                "String",
                "From when on it is undone: once it is completed, or already from its start, for what may have happened although the answer is missing.",
                "Completion",
                Start) with { IsWrapped = false },
            Describe.Input(
                Remember,
                "Object",
                "Variables that the undo shall see as they are now, by name: ({ round: getRound() }). Variables inside the scope are remembered anyway.",
                "multiline") with { DefaultSyntax = "JavaScript", AutoEvaluate = false },
            Describe.Input(Attempts, "Int32", "How often a failing undo is tried before it becomes an incident.", value: 3) with { AutoEvaluate = false },
            Describe.Input(Delay, "TimeSpan", "How long to wait before a failed undo is tried again.", value: "00:00:10") with { AutoEvaluate = false },
        ],
        Ports = [Describe.Child(Body), Describe.Child(Undo)],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Execution.IsUndo)
        {
            context.Schedule(context.Node.Ports[Undo]);
            return;
        }

        if (context.Node.Ports.TryGetValue(Body, out var body))
        {
            if (IsUndoneFromStart(context))
            {
                Register(context, isRunning: true);
            }

            context.Schedule(body);
        }
        else
        {
            Register(context, isRunning: false);
            context.Complete();
        }
    }

    /// <summary>It is time for another attempt.</summary>
    public override void Resume(ActivityContext context, BookmarkResumption resumption) => context.Schedule(context.Node.Ports[Undo]);

    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (!context.Execution.IsUndo)
        {
            Register(context, isRunning: false);
        }

        context.Complete();
    }

    /// <summary>How often a failing undo is tried, and how long after it failed. What cannot be evaluated is not tried again.</summary>
    public static (int Attempts, TimeSpan Delay) Policy(ActivityContext undo)
    {
        try
        {
            return (undo.Input<int>(Attempts), undo.Input<TimeSpan>(Delay));
        }
        catch (InputEvaluationException)
        {
            return (1, TimeSpan.Zero);
        }
    }

    private static bool IsUndoneFromStart(ActivityContext context) =>
        context.Node.FindInput(UndoFrom)?.Raw is JsonValue value && value.TryGetValue(out string? from) && from == Start;

    private static void Register(ActivityContext context, bool isRunning)
    {
        // The undo is safe already should the expression fail, which is a fault of the step.
        if (context.Node.Ports.ContainsKey(Undo)
            && context.Run.Register(context.Execution, isRunning)
            && context.Peek(Remember) is JsonObject remembered)
        {
            InstanceRun.Remember(context.Execution, InstanceRun.Values(remembered));
        }
    }
}
