using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>
/// Remembers the undos of the steps inside and runs them, the latest first, when its body fails, is cancelled or asks for it. How that goes
/// is a matter of the instance (<see cref="Execution.InstanceRun"/>): it must go on when everything around the scope ends.
/// </summary>
internal sealed class CompensationScope : Activity
{
    public const string Done = "Done";
    public const string Compensated = "Compensated";
    public const string Reason = "Reason";
    public const string Message = "Message";

    private const string Body = "Body";
    private const string OnFault = "OnFault";
    private const string LeaveIt = "LeaveIt";
    private const string Confirm = "Confirm";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Delivery.CompensationScope",
        DisplayName = "Compensation scope",
        Category = Describe.Compensation,
        Description = "Runs a body. If it fails, is cancelled or asks for it, the steps that were done inside are undone, the latest first.",
        Icon = "settings_backup_restore",
        Inputs =
        [
            Describe.Choice(
                OnFault,
                "String",
                "What a fault inside does: Compensate undoes what was done; Leave It keeps the undos until the fault is repaired or the workflow is cancelled.",
                "Compensate",
                LeaveIt) with { IsWrapped = false },
            Describe.Input(
                Confirm,
                "Boolean",
                "Whether what was done is final once the body completes. Otherwise a scope around this one can still undo it.",
                "checkbox",
                JsonValue.Create(false)) with { IsWrapped = false },
        ],
        Outputs =
        [
            Describe.Output(Reason, "String", "Why it undid: Fault or Compensate."),
            Describe.Output(Message, "String", "What the fault said."),
        ],
        Ports = [Describe.Child(Body), Describe.Outcome(Done), Describe.Outcome(Compensated)],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Node.Ports.TryGetValue(Body, out var body))
        {
            context.Schedule(body);
        }
        else
        {
            context.Complete(Done);
        }
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        context.Run.LeaveScope(context.Execution);
        context.Complete(Done);
    }

    public static bool CatchesFaults(Graph.Node scope) => (string?)Text(scope, OnFault) != LeaveIt;

    public static bool Confirms(Graph.Node scope) => scope.FindInput(Confirm)?.Raw is JsonValue value && value.TryGetValue(out bool confirms) && confirms;

    private static string? Text(Graph.Node scope, string input) =>
        scope.FindInput(input)?.Raw is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
