namespace Delivery.Payments.Tests;

/// <summary>The databases that the tests run on.</summary>
public enum Provider
{
    Sqlite,
    Postgres,
}
