using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Messages;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>Starts by time: for each time one instance.</content>
internal sealed partial class Ledger
{
    /// <summary>Each time that there ever was, by the instance that it starts.</summary>
    private readonly Dictionary<string, Snapshot.Schedule> _times = [];

    private IEnumerable<Func<Burst>> TimedStarts(Snapshot.Instance instance)
    {
        if (!_times.TryGetValue(instance.Id, out var schedule))
        {
            yield break;
        }

        Ensure(schedule.DueAt <= instance.UpdatedAt, $"{instance.Id} was started before its time.");
        Ensure(
            _before.Schedules.TryGetValue(schedule.TriggerId, out var now) && now.DueAt == schedule.DueAt,
            $"{instance.Id} was started for {schedule.DueAt:O}, from which {schedule.TriggerId} has gone on, or it was retracted.");
        foreach (var trigger in _triggers.Where(trigger => trigger.Id == schedule.TriggerId))
        {
            yield return () =>
            {
                _startedUnder[instance.Id] = null;
                return engine.Start(
                    Bundle(trigger.BundleHash),
                    new StartInstance
                    {
                        InstanceId = instance.Id,
                        TriggerActivityId = trigger.ActivityId,
                        Input = JsonNode.Parse(trigger.Payload)!.AsObject(),
                    },
                    instance.UpdatedAt);
            };
        }
    }

    private void NoteTimes(Snapshot snapshot)
    {
        foreach (var schedule in snapshot.Schedules.Values)
        {
            _times.TryAdd(InstanceOf(schedule), schedule);
        }
    }

    /// <summary>A time passes only with the instance that it starts, unless another that still runs forbids it.</summary>
    private void CheckSchedules(Snapshot after)
    {
        foreach (var schedule in _before.Schedules.Values.Where(schedule => HasPassed(schedule, after)))
        {
            Ensure(
                _startedUnder.ContainsKey(InstanceOf(schedule))
                    || _triggers.First(trigger => trigger.Id == schedule.TriggerId).Activation != ActivationStrategy.Always,
                $"Trigger {schedule.TriggerId} went on from {schedule.DueAt:O} without having started anything.");
        }
    }

    private bool HasPassed(Snapshot.Schedule schedule, Snapshot after) => after.Schedules.TryGetValue(schedule.TriggerId, out var now)
        ? now.DueAt != schedule.DueAt
        : CurrentTriggers().Contains(schedule.TriggerId);

    private HashSet<string> CurrentTriggers() => [.. database.Query("SELECT id FROM triggers", row => row.GetString(0))];

    private static string InstanceOf(Snapshot.Schedule schedule) =>
        InstanceIds.Create(schedule.DueAt.ToString("O", CultureInfo.InvariantCulture), schedule.TriggerId);

    private static void CheckSchedulesAtRest(Snapshot rest, DateTimeOffset now)
    {
        foreach (var schedule in rest.Schedules.Values)
        {
            Ensure(schedule.Attempts == 0, $"Trigger {schedule.TriggerId} has failed.");
            Ensure(schedule.DueAt > now, $"Trigger {schedule.TriggerId} is due and did not fire.");
        }
    }
}
