using System.Collections.Concurrent;
using Delivery.Workflows.Api.Executions;
using Delivery.Workflows.Runtime.Instances;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Workflows.Api.Live;

/// <summary>
/// Looks every second whether the instances that somebody watches have gone on, wherever that happened. Nothing is asked while nobody watches.
/// </summary>
internal sealed partial class InstanceWatch(
    IHubContext<InstanceHub> hub, WorkflowInstances instances, TimeProvider timeProvider, ILogger<InstanceWatch> logger) : BackgroundService
{
    /// <summary>As many as a connection may follow: each is a look at the database every second.</summary>
    public const int MostPerConnection = 20;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string Connection, string InstanceId), int> _watched = new();

    /// <summary>A faulted one may still be helped on.</summary>
    public static bool HasEnded(InstanceSummary instance) => instance is { Status: WorkflowStatus.Finished, SubStatus: not WorkflowSubStatus.Faulted };

    public bool HasRoom(string connection, string instanceId) =>
        _watched.Keys.Count(key => key.Connection == connection && key.InstanceId != instanceId) < MostPerConnection;

    public void Begin(string connection, InstanceSummary instance) => _watched[(connection, instance.Id)] = instance.Revision;

    public void End(string connection)
    {
        foreach (var key in _watched.Keys.Where(key => key.Connection == connection))
        {
            _watched.TryRemove(key, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var watchers in _watched.GroupBy(pair => pair.Key.InstanceId))
            {
                try
                {
                    await LookAsync(watchers.Key, [.. watchers], stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    // A database that is away for a moment, or took too long: the next look tells all of it.
                    LookFailed(logger, exception, watchers.Key);
                }
            }
        }
    }

    private async Task LookAsync(
        string instanceId, IReadOnlyList<KeyValuePair<(string Connection, string InstanceId), int>> watchers, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(instanceId, cancellationToken) is not { } instance)
        {
            await LeaveAsync(watchers, cancellationToken);
            return;
        }

        if (watchers.All(watcher => watcher.Value == instance.Revision))
        {
            return;
        }

        var records = await instances.ListActivitiesAsync(instanceId, cancellationToken);
        var stats = records.GroupBy(record => record.ActivityNodeId).Select(group => StatModel.Of([.. group])).ToList();
        var viewers = hub.Clients.Group(instanceId);
        await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new ReportModel(stats), cancellationToken);
        await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, cancellationToken);
        await viewers.SendAsync("WorkflowInstanceUpdatedAsync", new { WorkflowInstanceId = instanceId }, cancellationToken);
        if (HasEnded(instance))
        {
            await LeaveAsync(watchers, cancellationToken);
            return;
        }

        foreach (var watcher in watchers)
        {
            _watched.TryUpdate(watcher.Key, instance.Revision, watcher.Value);
        }
    }

    /// <summary>Nothing will happen any more.</summary>
    private async Task LeaveAsync(
        IReadOnlyList<KeyValuePair<(string Connection, string InstanceId), int>> watchers, CancellationToken cancellationToken)
    {
        foreach (var ((connection, instanceId), _) in watchers)
        {
            _watched.TryRemove((connection, instanceId), out _);
            await hub.Groups.RemoveFromGroupAsync(connection, instanceId, cancellationToken);
        }
    }

    [LoggerMessage(7301, LogLevel.Warning, "Whether instance {InstanceId} has gone on could not be looked up; trying again")]
    private static partial void LookFailed(ILogger logger, Exception exception, string instanceId);
}
