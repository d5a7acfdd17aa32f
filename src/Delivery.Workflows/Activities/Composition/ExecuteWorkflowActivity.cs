using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>Starts an instance of another workflow and tells how it stands once it waits for the first time, or once it has ended.</summary>
internal sealed class ExecuteWorkflowActivity : Activity
{
    private const string Stimulus = "Elsa.ExecuteWorkflow";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Stimulus,
        DisplayName = "Execute Workflow",
        Category = Describe.Composition,
        Description = "Runs an instance of another workflow.",
        Kind = ActivityKind.Task,
        Inputs = [Children.Workflow, Children.Correlation, Children.Arguments, Children.Wait(false)],
        Outputs = [Describe.Result("Object", "The instance, how it stands, and its outputs.")],
    };

    // Its inputs are with the instance that it has started.
    public override bool EvaluatesInputsOnResume => false;

    public override void Execute(ActivityContext context) => ChildStart.Execute(context, Stimulus);

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        if (resumption.Input is JsonObject result)
        {
            context.SetOutput("Result", new JsonObject
            {
                ["workflowInstanceId"] = result["WorkflowInstanceId"]?.DeepClone(),
                ["status"] = result["WorkflowStatus"]?.DeepClone(),
                ["subStatus"] = result["WorkflowSubStatus"]?.DeepClone(),
                ["output"] = result["WorkflowOutput"]?.DeepClone(),
            });
        }

        context.Complete();
    }
}
