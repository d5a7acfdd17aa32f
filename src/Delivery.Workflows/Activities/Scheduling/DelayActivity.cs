using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Waits for some time.</summary>
internal sealed class DelayActivity : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Delay",
        Category = Describe.Scheduling,
        Description = "Waits for some time.",
        Inputs = [Describe.Input("TimeSpan", "TimeSpan", "How long.", value: "00:01:00")],
    };

    public override void Execute(ActivityContext context)
    {
        var due = context.Now + context.Input<TimeSpan>("TimeSpan");
        context.AddJournalData("ResumeAt", due);
        context.CreateBookmark(new BookmarkRequest("Elsa.Delay", new JsonObject { ["ResumeAt"] = JsonValues.From(due) }) { DueAt = due });
    }
}
