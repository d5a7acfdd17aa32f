using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>Has the host do something and waits until it is done.</summary>
internal sealed class RunTaskActivity : Activity
{
    private const string TaskId = "TaskId";
    private const string TaskName = "TaskName";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.RunTask",
        DisplayName = "Run Task",
        Category = Describe.Primitives,
        WaitsForOthers = true,
        Description = "Asks the host to do a task and waits for its result.",
        Inputs =
        [
            Describe.Input(TaskName, "String", "The task."),
            Describe.Input("Payload", "ObjectDictionary", "What the task needs."),
        ],
        Outputs =
        [
            Describe.Output(TaskId, "String", "The id under which the task is reported done."),
            Describe.Result("Object", "What the task gives."),
        ],
    };

    // Its inputs went out with the request; evaluating them once more could only say something else.
    public override bool EvaluatesInputsOnResume => false;

    public override void Execute(ActivityContext context)
    {
        var id = context.ActivityInstanceId;
        var name = context.Input<string>(TaskName) ?? "";
        context.CreateBookmark(new BookmarkRequest("Elsa.RunTask", new JsonObject { [TaskId] = id, [TaskName] = name }) { NotInHash = [TaskName] });
        context.SetOutput(TaskId, id);
        context.AddEffect(new RequestTask(id, name, context.Input("Payload")));
    }

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        context.SetOutput("Result", resumption.Input);
        context.Complete();
    }
}
