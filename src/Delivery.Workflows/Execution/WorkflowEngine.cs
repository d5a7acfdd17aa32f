using System.Text.Json.Nodes;
using Delivery.Workflows.Alterations;
using Delivery.Workflows.Definitions;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Flow;

namespace Delivery.Workflows;

/// <summary>
/// Runs workflow definitions as pure functions: the same arguments give the same burst, and nothing outside is touched (R9). Safe to use
/// from many threads at once.
/// </summary>
public sealed class WorkflowEngine
{
    /// <summary>Creates an engine; the catalogue and the options must not change afterwards.</summary>
    public WorkflowEngine(ActivityCatalog catalog, WorkflowEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        Catalog = catalog;
        Options = options ?? new WorkflowEngineOptions();
    }

    /// <summary>The activity types it knows.</summary>
    public ActivityCatalog Catalog { get; }

    /// <summary>Its limits and defaults.</summary>
    public WorkflowEngineOptions Options { get; }

    /// <summary>Creates an instance and runs it until it waits or ends.</summary>
    /// <exception cref="WorkflowDefinitionException">The definition cannot be run at all.</exception>
    public Burst Start(WorkflowBundle bundle, StartInstance start, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(start);
        return InstanceRun.ForStart(bundle.Compile(Catalog), Options, start, now.ToUniversalTime()).Start();
    }

    /// <summary>Meets a bookmark and runs the instance until it waits or ends. <see cref="Burst.Applied"/> says whether the bookmark was there.</summary>
    public Burst Resume(WorkflowBundle bundle, InstanceState state, BookmarkResumption resumption, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(resumption);
        var bookmark = state.Bookmarks.FirstOrDefault(bookmark => bookmark.Id == resumption.BookmarkId);
        return bookmark is null
            ? new Burst { State = state, Applied = false }
            : InstanceRun.ForState(bundle.Compile(Catalog), Options, state, now.ToUniversalTime()).Resume(bookmark, resumption);
    }

    /// <summary>
    /// Cancels everything that is live. Compensation scopes undo what was done inside first, which can take more bursts: until then
    /// <see cref="InstanceState.IsCancelling"/>. A finished instance stays as it is, but for a faulted one that still has something to undo.
    /// </summary>
    public Burst Cancel(WorkflowBundle bundle, InstanceState state, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(state);
        var isOver = state.Status == WorkflowStatus.Finished && !(state.SubStatus == WorkflowSubStatus.Faulted && state.HasUndos);
        return isOver || state.IsCancelling
            ? new Burst { State = state, Applied = false }
            : InstanceRun.ForState(bundle.Compile(Catalog), Options, state, now.ToUniversalTime()).CancelInstance(reason);
    }

    /// <summary>
    /// Runs the faulted activities of an instance again, from their beginning; what else it waited for when it faulted, it waits for again.
    /// </summary>
    public Burst Retry(WorkflowBundle bundle, InstanceState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(state);
        var isOver = state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled;
        return (isOver ? null : InstanceRun.ForState(bundle.Compile(Catalog), Options, state, now.ToUniversalTime()).Retry())
            ?? new Burst { State = state, Applied = false };
    }

    /// <summary>Makes alterations, all or none, and runs the instance until it waits or ends. An instance that has faulted can be altered too.</summary>
    /// <exception cref="AlterationException">They cannot be made.</exception>
    public Burst Alter(WorkflowBundle bundle, InstanceState state, AlterationRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(request);
        AlterationChecks.Check(state, request);
        var graph = bundle.Compile(Catalog);
        if (request.Alterations[0] is not MigrateInstance)
        {
            return InstanceRun.ForState(graph, Options, state, now.ToUniversalTime()).Alter(request, null);
        }

        if (request.Target!.Hash == state.BundleHash && request.Alterations.Count == 1)
        {
            return new Burst { State = state, Applied = false };
        }

        var target = request.Target.Compile(Catalog);
        var moved = Migration.Move(graph, target, state);
        try
        {
            return InstanceRun.ForState(target, Options, moved, now.ToUniversalTime()).Alter(request, state);
        }
        catch (WorkflowDefinitionException exception)
        {
            // Whatever else the state holds that the other version lacks.
            throw new AlterationException(null, exception.Message);
        }
    }

    /// <summary>What is wrong with a definition, as far as it can be seen without running it.</summary>
    /// <param name="bundle">The definition.</param>
    /// <param name="properties">
    /// Of the instance that is to run it (<see cref="StartInstance.Properties"/>). Then only the engine is asked: the host's rules are about
    /// what is published, which this one is already.
    /// </param>
    public IReadOnlyList<DefinitionProblem> Validate(WorkflowBundle bundle, JsonObject? properties = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var mode = FlowchartModes.Parse(properties?[FlowchartModes.Property]) ?? Options.FlowchartMode;
        return DefinitionChecker.Check(bundle, Catalog, Options, mode, properties is null ? Catalog.Rules : []);
    }

    /// <summary>The stimuli that start a new instance.</summary>
    /// <param name="bundle">The published definition.</param>
    /// <param name="now">When it is published; timers count from there. Only for a definition without timers it does not matter.</param>
    /// <exception cref="WorkflowDefinitionException">A start's expression fails, or it can never start anything.</exception>
    public IReadOnlyList<Trigger> Triggers(WorkflowBundle bundle, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return TriggerFinder.Find(bundle.Compile(Catalog), Options, (now ?? DateTimeOffset.UnixEpoch).ToUniversalTime());
    }
}
