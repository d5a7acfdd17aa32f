using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>Has something done outside and waits for its result, or does not wait.</summary>
internal sealed class IntendActivity : Activity
{
    public const string Type = "Test.Intend";
    public const string Kind = "Test.Work";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = Type,
        Category = "Test",
        Inputs = [new InputDescriptor { Name = "Waits", TypeName = "Boolean" }],
        Ports = [new PortDescriptor { Name = "Done" }, new PortDescriptor { Name = "Timed out" }],
    };

    public override void Execute(ActivityContext context)
    {
        var payload = new JsonObject { ["activity"] = context.ActivityId };
        if (context.HasInput("Waits") && !context.Input<bool>("Waits"))
        {
            context.AddEffect(new Intent(Kind, payload));
            context.Complete("Done");
            return;
        }

        var bookmark = context.CreateBookmark(new BookmarkRequest(Kind, new JsonObject { ["Id"] = context.ActivityInstanceId }));
        context.CreateBookmark(new BookmarkRequest("Test.Timeout") { DueAt = context.Now.AddHours(1) });
        context.AddEffect(new Intent(Kind, payload) { BookmarkId = bookmark.Id });
    }

    public override void Resume(ActivityContext context, BookmarkResumption resumption)
    {
        context.SetOutput("Result", resumption.Input);
        context.Complete(context.ResumedBookmark?.DueAt is null ? "Done" : "Timed out");
    }
}
