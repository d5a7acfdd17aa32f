using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>Waits for the next time of a cron expression, or starts a workflow at each.</summary>
internal sealed class CronActivity : Activity
{
    private const string Stimulus = "Elsa.Cron";

    public override ActivityDescriptor Descriptor { get; } = new()
    {
        TypeName = "Elsa.Cron",
        Category = Describe.Scheduling,
        Description = "Waits for the next time of a cron expression.",
        Kind = ActivityKind.Trigger,
        Inputs = [Describe.Input(CronSchedule.Input, "String", "Six fields, seconds first, in UTC.") with { DisplayName = "Cron Expression" }],
    };

    public override void Execute(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            context.Complete();
            return;
        }

        var expression = context.Input<string>(CronSchedule.Input);
        var due = CronSchedule.Next(expression, context.Now);
        context.AddJournalData("ExecuteAt", due);
        var payload = new JsonObject { ["ExecuteAt"] = JsonValues.From(due), [CronSchedule.Input] = expression };
        context.CreateBookmark(new BookmarkRequest(Stimulus, payload) { DueAt = due });
    }

    public override IReadOnlyList<BookmarkRequest> Triggers(TriggerContext context)
    {
        var expression = context.Input<string>(CronSchedule.Input);
        if (CronSchedule.Problem(expression) is { } problem)
        {
            throw new WorkflowDefinitionException(problem);
        }

        var schedule = new TriggerSchedule { Cron = expression };
        return schedule.Next(context.Now) is null
            ? throw new WorkflowDefinitionException($"The cron expression '{expression}' has no time after {context.Now:s}: it never starts anything.")
            : [new BookmarkRequest(Stimulus, new JsonObject { [CronSchedule.Input] = expression }) { Schedule = schedule }];
    }
}
