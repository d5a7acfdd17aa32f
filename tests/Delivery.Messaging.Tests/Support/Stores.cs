using Delivery.Contracts;

namespace Delivery.Messaging.Tests.Support;

public sealed class Stores : ITestModule
{
    public static string Name => Modules.Stores;
}
