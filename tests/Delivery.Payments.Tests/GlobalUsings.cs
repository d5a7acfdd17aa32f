global using Delivery.Testing;
global using Delivery.Testing.Harness;
global using Delivery.Testing.Servers;
global using Shouldly;
global using Xunit;
