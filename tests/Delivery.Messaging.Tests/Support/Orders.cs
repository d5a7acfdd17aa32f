using Delivery.Contracts;

namespace Delivery.Messaging.Tests.Support;

public sealed class Orders : ITestModule
{
    public static string Name => Modules.Orders;
}
