using Delivery.Workflows.Flow;

namespace Delivery.Workflows.Activities;

/// <summary>Where branches of a flowchart come together. Its mode is a matter of the flowchart; itself it stops what is still on its way.</summary>
internal sealed class FlowJoinActivity : Activity
{
    public const string Mode = "Mode";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.FlowJoin",
        DisplayName = "Join",
        Category = Describe.Branching,
        Description = "Goes on when the branches that lead here have come, as the mode says.",
        Inputs = [Describe.Choice(Mode, "String", "Which branches it waits for.", "WaitAny", "WaitAll", "WaitAllActive")],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Execution.Parent is { Node.Activity: FlowchartActivity } flowchart)
        {
            if (flowchart.Counters is null)
            {
                new TokenFlow(flowchart).CancelAncestors(context.Node);
            }
            else
            {
                new CounterFlow(flowchart).CancelAncestors(context.Node);
            }
        }

        context.Complete();
    }
}
