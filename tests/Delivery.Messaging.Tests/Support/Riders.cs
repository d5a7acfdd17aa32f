using Delivery.Contracts;

namespace Delivery.Messaging.Tests.Support;

public sealed class Riders : ITestModule
{
    public static string Name => Modules.Riders;
}
