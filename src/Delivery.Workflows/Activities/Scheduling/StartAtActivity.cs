using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Waits for a point in time, or starts a workflow then.</summary>
internal sealed class StartAtActivity : Activity
{
    private const string Stimulus = "Elsa.StartAt";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.StartAt",
        DisplayName = "Start at",
        Category = Describe.Scheduling,
        Description = "Starts a workflow at a point in time, or waits for it.",
        Kind = ActivityKind.Trigger,
        Inputs = [Describe.Input("DateTime", "DateTimeOffset", "When.") with { DisplayName = "Date Time" }],
    };

    public override void Execute(ActivityContext context)
    {
        var due = context.Input<DateTimeOffset>("DateTime").ToUniversalTime();
        if (context.IsTrigger || due <= context.Now)
        {
            context.Complete();
            return;
        }

        context.AddJournalData("ExecuteAt", due);
        context.CreateBookmark(new BookmarkRequest(Stimulus, new JsonObject { ["ExecuteAt"] = JsonValues.From(due) }) { DueAt = due });
    }

    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context)
    {
        var at = context.Input<DateTimeOffset>("DateTime").ToUniversalTime();
        if (at == default)
        {
            throw new WorkflowDefinitionException($"The start '{context.ActivityId}' does not say when it starts the workflow. Give it a date and time.");
        }

        return [new BookmarkRequest(Stimulus, new JsonObject { ["ExecuteAt"] = JsonValues.From(at) }) { Schedule = new TriggerSchedule { At = at } }];
    }
}
