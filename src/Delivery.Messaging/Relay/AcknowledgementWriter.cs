using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Relay;

/// <summary>In memory: deletes the rows that every endpoint has acknowledged, and shortens the lists of the others, in one transaction.</summary>
internal sealed class AcknowledgementWriter<TContext>(WriteGate<TContext> writeGate, IServiceScopeFactory scopes)
    where TContext : ModuleDbContext
{
    public async Task WriteAsync(IReadOnlyList<PendingRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        using var turn = await writeGate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var group in rows.GroupBy(row => row.Endpoints, row => row.Sequence))
        {
            var sequences = group.ToList();
            var matching = db.Outbox.Where(row => sequences.Contains(row.Sequence));
            await (group.Key.Length == 0
                ? matching.ExecuteDeleteAsync(cancellationToken)
                : matching.ExecuteUpdateAsync(update => update.SetProperty(row => row.PendingEndpoints, group.Key), cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
