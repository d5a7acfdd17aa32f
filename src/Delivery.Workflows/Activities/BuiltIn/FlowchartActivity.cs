using Delivery.Workflows.Expressions;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Activities;

/// <summary>Runs activities along arrows, in token mode.</summary>
internal sealed class FlowchartActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Flowchart",
        Category = Describe.Flow,
        Description = "Runs activities along arrows.",
        IsBrowsable = false,
        IsContainer = true,
    };

    public override void Execute(ActivityContext context)
    {
        if (((FlowchartPlan)context.Node.Plan!).Start(context.Run.TriggerActivityId) is { } start)
        {
            context.Schedule(start);
        }
        else
        {
            context.Complete();
        }
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child) => new TokenFlow(context.Execution).Completed(child);

    public override void ChildCanceled(ActivityContext context, ChildCompletion child) => new TokenFlow(context.Execution).Canceled(child.Node);

    internal override object Compile(Node node, ExpressionCompiler expressions) => new FlowchartPlan(node);
}
