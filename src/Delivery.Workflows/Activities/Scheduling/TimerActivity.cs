using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Waits for an interval once, or starts a workflow after each.</summary>
internal sealed class TimerActivity : Activity
{
    private const string Stimulus = "Elsa.Timer";
    private const string Interval = "Interval";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Timer",
        Category = Describe.Scheduling,
        Description = "Starts a workflow again and again, or waits for some time.",
        Kind = ActivityKind.Trigger,
        Inputs = [Describe.Input(Interval, "TimeSpan", "How long.", value: "00:01:00")],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            context.Complete();
            return;
        }

        var due = context.Now + context.Input<TimeSpan>(Interval);
        context.AddJournalData("ResumeAt", due);
        context.CreateBookmark(new BookmarkRequest(Stimulus, new JsonObject { ["ResumeAt"] = JsonValues.From(due) }) { DueAt = due });
    }

    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context)
    {
        var interval = context.Input<TimeSpan>(Interval);
        if (interval <= TimeSpan.Zero)
        {
            throw new WorkflowDefinitionException("A timer that starts a workflow needs an interval above zero.");
        }

        var payload = new JsonObject { ["StartAt"] = JsonValues.From(context.Now + interval), [Interval] = JsonValues.From(interval) };
        return [new BookmarkRequest(Stimulus, payload) { Schedule = new TriggerSchedule { Interval = interval } }];
    }
}
