namespace Delivery.Workflows.Activities;

/// <summary>The node above every root: it holds the workflow's variables and ends with its outcomes.</summary>
internal sealed class WorkflowActivity : Activity
{
    public const string RootPort = "Root";

    public static readonly WorkflowActivity Instance = new();

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Workflow",
        Category = Describe.Workflows,
        Description = "A workflow.",
        IsBrowsable = false,
        IsContainer = true,
    };

    public override void Execute(ActivityContext context)
    {
        if (context.Node.Workflow.IsNested)
        {
            Execution.VariableScope.InitializeNested(context.Execution);
        }

        context.Schedule(context.Node.Ports[RootPort]);
    }
}
