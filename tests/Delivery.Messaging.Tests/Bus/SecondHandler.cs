using Delivery.Contracts.Orders;
using Delivery.Messaging.Persistence;
using Delivery.Messaging.Tests.Support;

namespace Delivery.Messaging.Tests.Bus;

/// <summary>Sees what the handler before it has done in the same transaction.</summary>
internal sealed class SecondHandler : IMessageHandler<CancellationRequested, TestDbContext<Stores>>
{
    public Task HandleAsync(
        CancellationRequested message, ModuleTransaction<TestDbContext<Stores>> transaction, CancellationToken cancellationToken)
    {
        var first = transaction.Db.Entries.Local.Single();
        transaction.Db.Entries.Add(new Entry { Text = $"second sees {first.Text}" });
        return Task.CompletedTask;
    }
}
