using Delivery.Contracts;
using Delivery.Messaging.Persistence;

namespace Delivery.Messaging.Tests.Support;

/// <summary>Writes down the messages it handles; a test may have it do more.</summary>
internal sealed class Recorder<TMessage, TModule>(Script<TModule> script) : IMessageHandler<TMessage, TestDbContext<TModule>>
    where TMessage : class, IOrderMessage
    where TModule : ITestModule
{
    public async Task HandleAsync(TMessage message, ModuleTransaction<TestDbContext<TModule>> transaction, CancellationToken cancellationToken)
    {
        transaction.Db.Entries.Add(new Entry { Text = message.OrderId });
        await script.RunAsync(message, transaction, cancellationToken);
    }
}
