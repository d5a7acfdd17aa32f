using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Messaging.Inbox;

/// <summary>Inserts inbox records without an error for those that are there: one round trip both asks and claims.</summary>
internal static class InboxStatements
{
    /// <summary>
    /// True when this transaction is the first to handle the message. A concurrent handling of the same message is waited for, so that no
    /// handler does work that must be thrown away.
    /// </summary>
    public static async Task<bool> TryInsertAsync(ModuleDbContext db, InboxMessage message, CancellationToken cancellationToken)
    {
        // The table's name is the model's; the values are parameters.
        var statement =
            $"INSERT INTO {db.TableName<InboxMessage>()} (message_id, endpoint, handled_at) VALUES ({{0}}, {{1}}, {{2}}) ON CONFLICT DO NOTHING";
        object[] values = [message.MessageId, message.Endpoint, db.ToDatabase(message.HandledAt)];
        return await db.Database.ExecuteSqlRawAsync(statement, values, cancellationToken) == 1;
    }
}
