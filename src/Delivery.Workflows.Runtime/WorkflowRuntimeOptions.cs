using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Retention;

namespace Delivery.Workflows.Runtime;

/// <summary>How the runtime works. Bound to the configuration section <c>Workflows</c>.</summary>
public sealed class WorkflowRuntimeOptions
{
    /// <summary>
    /// How long the timer service sleeps at most; default 5 seconds. Timers that this process committed wake it in time; this bounds how
    /// late a timer fires whose process has died.
    /// </summary>
    public TimeSpan TimerPollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a claimed timer belongs to the replica that claimed it; default 30 seconds.</summary>
    public TimeSpan TimerLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many due timers are claimed at once; default 100.</summary>
    public int TimerBatchSize { get; set; } = 100;

    /// <summary>How many timers fire at the same time; default 8.</summary>
    public int TimerConcurrency { get; set; } = 8;

    /// <summary>How often the mailbox is searched for what a crash has left; default 5 seconds.</summary>
    public TimeSpan MailboxSweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many expired messages are deleted at once; default 500.</summary>
    public int MailboxPurgeBatchSize { get; set; } = 500;

    /// <summary>How long an event that a workflow published waits for somebody who listens; default 1 minute.</summary>
    public TimeSpan EventsKeptFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the end of an instance waits for the one that started it, and a completed task for its instance, when that one does not wait for
    /// it; default 30 days. For one that has faulted it waits as long as that can be retried.
    /// </summary>
    public TimeSpan ResultsKeptFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How often an intent, or the burst of a timer, a waiting message or an intent's result, is tried before it is given up, with an incident; default 8.
    /// Between the attempts the wait doubles, from one second.
    /// </summary>
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long a claimed intent belongs to the replica that claimed it, which renews this while it lives; default 15 seconds.</summary>
    public TimeSpan IntentLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often this replica looks for intents that others have left, or that are to be tried again; default 2 seconds.</summary>
    public TimeSpan IntentSweepInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many intents are carried out at the same time; default 16.</summary>
    public int IntentConcurrency { get; set; } = 16;

    /// <summary>
    /// How many groups of bursts are committed at the same time; default 1. With more, each group is smaller and the disk is flushed more often,
    /// which pays off only where the database has cores to spare (bench/README.md).
    /// </summary>
    public int CommitConcurrency { get; set; } = 1;

    /// <summary>How many bursts share a commit at most; default 64.</summary>
    public int MaxCommitSize { get; set; } = 64;

    /// <summary>How many groups of stimuli look for their takers at the same time; default 2. PostgreSQL only.</summary>
    public int ReadConcurrency { get; set; } = 2;

    /// <summary>How often alteration plans are searched for what a dead replica has left; default 5 seconds.</summary>
    public TimeSpan AlterationPollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a claimed job of an alteration plan belongs to the replica that claimed it; default 1 minute.</summary>
    public TimeSpan AlterationLease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many instances of an alteration plan are collected, and claimed, at once; default 100.</summary>
    public int AlterationBatchSize { get; set; } = 100;

    /// <summary>How many instances of an alteration plan one replica alters at the same time; default 4.</summary>
    public int AlterationConcurrency { get; set; } = 4;

    /// <summary>How long what is over is kept.</summary>
    public WorkflowRetentionOptions Retention { get; } = new();

    /// <summary>The engine's limits and defaults.</summary>
    public WorkflowEngineOptions Engine { get; } = new();

    /// <summary>A folder with definitions that are imported at start; null imports none.</summary>
    public string? DefinitionsDirectory { get; set; }

    /// <summary>
    /// Initial values of variables of new instances, by name, instead of the definitions' defaults; <c>definitionId.Name</c> addresses a
    /// variable of a sub-workflow. For timeouts that a test or development profile shortens.
    /// </summary>
    public IDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The variables of one new instance: those of the request go before those of the options.</summary>
    internal JsonObject? CreateVariables(JsonObject? requested)
    {
        if (Variables.Count == 0)
        {
            return requested;
        }

        var variables = requested?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in Variables)
        {
            variables.TryAdd(name, JsonValue.Create(value));
        }

        return variables;
    }
}
