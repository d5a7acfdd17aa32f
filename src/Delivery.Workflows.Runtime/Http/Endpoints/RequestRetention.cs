using Delivery.Messaging.Persistence;
using Delivery.Messaging.Retention;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Deletes requests whose answers nobody will ask for any more.</summary>
internal sealed class RequestRetention(Transactions<WorkflowsDbContext> transactions, RetentionOptions retention) : IRetention<WorkflowsDbContext>
{
    public async Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var total = 0; ;)
        {
            var count = await transactions.RunAsync(
                (transaction, token) =>
                {
                    var old = transaction.Db.HttpRequests.Where(request => request.ExpiresAt < now)
                        .OrderBy(request => request.ExpiresAt).Take(retention.Batch).Select(request => request.Id);
                    return transaction.Db.HttpRequests.Where(request => old.Contains(request.Id)).ExecuteDeleteAsync(token);
                },
                cancellationToken);
            total += count;
            if (count < retention.Batch)
            {
                return total;
            }
        }
    }
}
