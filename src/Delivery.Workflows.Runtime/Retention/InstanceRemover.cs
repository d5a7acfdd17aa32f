using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Retention;

/// <summary>Deletes instances with everything that belongs to them.</summary>
internal static class InstanceRemover
{
    public static async Task RemoveAsync(WorkflowsDbContext db, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await db.Journal.Where(entry => ids.Contains(entry.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        await db.ActivityRecords.Where(record => ids.Contains(record.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        await db.Incidents.Where(incident => ids.Contains(incident.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        await db.Bookmarks.Where(bookmark => ids.Contains(bookmark.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        await HoldIntentsAsync(db, [.. ids], cancellationToken);
        await db.Intents.Where(intent => ids.Contains(intent.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        await db.Mailbox.Where(mail => ids.Contains(mail.InstanceId!)).ExecuteDeleteAsync(cancellationToken);
        await db.Instances.Where(instance => ids.Contains(instance.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>In the order in which starts of children hold them: a statement that deletes takes them as it finds them.</summary>
    private static Task HoldIntentsAsync(WorkflowsDbContext db, string[] ids, CancellationToken cancellationToken) => db.OnSqlite
        ? Task.CompletedTask
        : db.Database.SqlQuery<string>($"SELECT id FROM workflows.intents WHERE instance_id = ANY ({ids}) ORDER BY id FOR UPDATE").ToListAsync(cancellationToken);
}
