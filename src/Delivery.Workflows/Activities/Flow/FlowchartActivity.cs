using Delivery.Workflows.Expressions;
using Delivery.Workflows.Flow;
using Delivery.Workflows.Graph;
using Delivery.Workflows.State;

namespace Delivery.Workflows.Activities;

/// <summary>Runs activities along arrows. The mode in which it starts is the mode in which it ends, whatever the host says later.</summary>
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
            context.Execution.Counters = context.Run.FlowchartMode == FlowchartMode.CounterBased ? new FlowCounters() : null;
            context.Schedule(start);
        }
        else
        {
            context.Complete();
        }
    }

    public override void ChildCompleted(ActivityContext context, ChildCompletion child)
    {
        if (context.Execution.Counters is null)
        {
            new TokenFlow(context.Execution).Completed(child);
        }
        else
        {
            new CounterFlow(context.Execution).Completed(child);
        }
    }

    public override void ChildCanceled(ActivityContext context, ChildCompletion child)
    {
        if (context.Execution.Counters is null)
        {
            new TokenFlow(context.Execution).Canceled(child.Node);
        }
        else
        {
            new CounterFlow(context.Execution).Canceled(child.Child);
        }
    }

    internal override void ChildGone(ActivityContext context)
    {
        if (context.Execution.Counters is null)
        {
            new TokenFlow(context.Execution).Gone();
        }
        else
        {
            new CounterFlow(context.Execution).CompleteIfIdle();
        }
    }

    internal override object Compile(Node node, ExpressionCompiler expressions) => new FlowchartPlan(node);
}
