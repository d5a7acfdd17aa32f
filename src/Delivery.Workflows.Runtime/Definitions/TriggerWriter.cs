using System.Security.Cryptography;
using System.Text;
using Delivery.Messaging.Persistence;
using Delivery.Workflows.Runtime.Persistence;
using Delivery.Workflows.Runtime.Schedules;
using Delivery.Workflows.Runtime.Timers;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Replaces what starts instances of a definition.</summary>
internal sealed class TriggerWriter(TimerSignal timers)
{
    public async Task ReplaceAsync(
        ModuleTransaction<WorkflowsDbContext> transaction,
        StoredVersion version,
        IReadOnlyList<Trigger> triggers,
        ActivationStrategy activation,
        CancellationToken cancellationToken)
    {
        var db = transaction.Db;
        var old = await db.Triggers.Where(trigger => trigger.DefinitionId == version.DefinitionId)
            .ToDictionaryAsync(trigger => trigger.Id, cancellationToken);
        foreach (var trigger in triggers)
        {
            var id = IdOf(version.DefinitionId, trigger);
            if (old.Remove(id, out var stored))
            {
                (stored.VersionId, stored.BundleHash, stored.Activation) = (version.Id, version.BundleHash!, activation);
                // Not all of it is in the hash: who may call an endpoint is not.
                stored.Payload = trigger.Payload?.ToJsonString() ?? "{}";
                continue;
            }

            db.Triggers.Add(new StoredTrigger
            {
                Id = id,
                DefinitionId = version.DefinitionId,
                VersionId = version.Id,
                BundleHash = version.BundleHash!,
                ActivityId = trigger.ActivityId,
                Name = trigger.Name,
                Hash = trigger.Hash,
                Payload = trigger.Payload?.ToJsonString() ?? "{}",
                Activation = activation,
            });
            Schedule(transaction, id, trigger);
        }

        db.Triggers.RemoveRange(old.Values);
    }

    /// <summary>A trigger that stays as it was keeps its schedule: what has fired does not fire again.</summary>
    private void Schedule(ModuleTransaction<WorkflowsDbContext> transaction, string id, Trigger trigger)
    {
        if (trigger.Schedule is not { } schedule || (schedule.At ?? schedule.Next(transaction.Now)) is not { } dueAt)
        {
            return;
        }

        transaction.Db.Schedules.Add(
            new StoredSchedule { TriggerId = id, Content = StoredJson.Write(schedule), DueAt = dueAt, WakeAt = dueAt });
        transaction.OnCommitted(() => timers.Announce(dueAt));
    }

    private static string IdOf(string definitionId, Trigger trigger) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{definitionId}|{trigger.ActivityId}|{trigger.Hash}")))[..32];
}
