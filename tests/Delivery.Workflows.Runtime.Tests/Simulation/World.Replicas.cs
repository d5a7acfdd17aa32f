using Microsoft.Data.Sqlite;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>The replicas: when they begin, pause, fail and die.</content>
internal sealed partial class World
{
    private const int InputOutputError = 10;

    public Task PauseAsync(SimulatedReplica replica, string point)
    {
        if (!replica.IsAlive)
        {
            return SimulatedReplica.Never();
        }

        MayFail(replica, point);
        var go = new TaskCompletionSource();
        _paused.Add((replica, go));
        return go.Task;
    }

    public bool DiesHere(SimulatedReplica replica, string point)
    {
        if (!replica.IsAlive)
        {
            return true;
        }

        if (_calm || _settling || _started == 0 || _random.Next(25) > 0)
        {
            return false;
        }

        Kill(replica, point);
        return true;
    }

    /// <summary>The database is away for a moment.</summary>
    public void MayFail(SimulatedReplica replica, string point)
    {
        if (!_calm && !_settling && _started > 0 && _random.Next(150) == 0)
        {
            Note($"{replica.Name}: {point} fails");
            throw new SqliteException("The database is away.", InputOutputError);
        }
    }

    public void Committed(SimulatedReplica replica)
    {
        if (_started == 0 || _violation is not null)
        {
            return;
        }

        try
        {
            if (_ledger.Observe(_bus, Time.GetUtcNow()) is { } what)
            {
                Note($"{replica.Name} {what}");
            }
        }
        catch (Exception exception)
        {
            // Not thrown here, where the runtime would take it for a failure of its database.
            _violation = exception;
        }
    }

    private void Boot()
    {
        var replica = new SimulatedReplica(this, $"replica {++_started}");
        _replicas.Add(replica);
        Note($"{replica.Name} starts");
        replica.Run();
        _scheduler.RunAll();
    }

    private void Kill(SimulatedReplica replica, string point)
    {
        Deaths++;
        Note($"{replica.Name} dies {point}");
        replica.Kill();
        _replicas.Remove(replica);
        _paused.RemoveAll(paused => paused.Replica == replica);
        foreach (var (_, _, messageId) in _running.Where(running => running.Replica == replica && running.MessageId is not null))
        {
            _bus.Return(messageId!.Value);
        }

        _running.RemoveAll(running => running.Replica == replica);
        HangUp(replica);
    }
}
